"""The tables and views as SQL, so that what people query can be read in one place. `migrations.py` applies it.

Every table is strict and has a primary key; what hangs on a row goes with it. Days are ISO text, computed figures
numbers, lists JSON. A claim's and a quote's key begins with the day of publication (see `keys.py`),
  so that every index
holds its rows in the order of days. `document` and `detail` are compressed JSON, for the program alone.
"""

from __future__ import annotations

TABLES = """
create table runs (
  id integer primary key, started text not null, finished text, command text not null,
  tapecheck text not null, model text not null, rules text not null, market text, options text
) strict;

create table articles (
  id text primary key, url text, canonical_url text, publisher text, title text, authors text, published text,
  published_day text, modified text, language text, section text, truncated integer not null,
  paywalled integer not null,
  correction text, note text, verdict text,
  revision integer references revisions (id) on delete set null deferrable initially deferred,
  first_saved text not null, last_saved text not null
) strict;

create table addresses (
  address text primary key, article text not null references articles (id) on delete cascade
) strict, without rowid;

create table revisions (
  id integer primary key, article text not null references articles (id) on delete cascade, sha text not null,
  title text, text text not null, title_end integer not null, published text, saved text not null,
  run integer references runs (id), verdict text, embedded text, document blob,
  unique (article, sha)
) strict;

create table entities (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  start integer not null, "end" integer not null, text text not null, label text not null, name text not null,
  symbol text,
  primary key (revision, number)
) strict, without rowid;

create table quantities (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  start integer not null, "end" integer not null, text text not null, kind text not null, low real, high real,
  unit text,
  currency text, hedge text, per text, direction text,
  primary key (revision, number)
) strict, without rowid;

create table periods (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  start integer not null, "end" integer not null, text text not null, kind text not null, "from" text, "to" text,
  duration text,
  primary key (revision, number)
) strict, without rowid;

create table unread (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  start integer not null, "end" integer not null, text text not null, code text not null, reason text not null,
  checkable integer not null,
  primary key (revision, number)
) strict, without rowid;

create table flags (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  code text not null, reason text not null,
  primary key (revision, number)
) strict, without rowid;

create table consistency (
  revision integer not null references revisions (id) on delete cascade, number integer not null,
  rule text not null, verdict text not null, formula text not null, claims text not null,
  primary key (revision, number)
) strict, without rowid;

create table quotes (
  key integer primary key, revision integer not null references revisions (id) on delete cascade,
  article text not null references articles (id) on delete cascade, latest integer not null, published_day text,
  start integer not null, "end" integer not null, text text not null, type text not null, speaker text, role text,
  affiliation text, cue text, upstream text
) strict;

create table claims (
  key integer primary key, id text not null, revision integer not null references revisions (id) on delete cascade,
  article text not null references articles (id) on delete cascade, latest integer not null, published_day text,
  title text, start integer not null, "end" integer not null, text text not null,
  sentence text not null, sentence_start integer, subject text, symbol text, metric text not null, direction text,
  low real, high real, unit text, hedge text, plausible_low real, plausible_high real, period_from text,
  period_to text,
  since text, record integer, freq text, measure text, field text, versus text, modality text not null,
  attributed_to text,
  upstream text, in_quote integer not null, quote integer references quotes (key) on delete set null,
  checkable integer not null, reason text, times text, said text, verdict text, certainty real
) strict;

create table names (id integer primary key, name text not null unique, folded text not null, symbol text) strict;

create table claim_names (
  name integer not null references names (id) on delete cascade,
  claim integer not null references claims (key) on delete cascade,
  primary key (name, claim)
) strict, without rowid;

create table charts (id text primary key, points blob not null) strict, without rowid;

create table checks (
  claim integer not null references claims (key) on delete cascade,
  run integer not null references runs (id), current integer not null, verdict text not null, code text, reason text,
  decided text, certainty real, computed real, computed_day text, unit text, claimed_low real, claimed_high real,
  claimed_from text, claimed_to text, tolerance text, base_date text, as_of text, rule text, formula text,
  provider text, snapshot text, informed integer not null, chart text references charts (id),
  primary key (claim, run)
) strict, without rowid;

create table checked (
  revision integer not null references revisions (id) on delete cascade, run integer not null references runs (id),
  detail blob not null,
  primary key (revision, run)
) strict, without rowid;

create table snapshots (
  run integer not null references runs (id) on delete cascade, snapshot text not null,
  primary key (run, snapshot)
) strict, without rowid;

create table reviews (
  id integer primary key, claim text not null, article text not null references articles (id) on delete cascade,
  sha text not null, start integer not null, "end" integer not null, text text not null,
  outcome text not null check (outcome in ('confirmed', 'overruled', 'mended')), verdict text, machine text,
  reason text,
  changes text, reviewer text not null, at text not null
) strict;

create table vectors (
  revision integer not null references revisions (id) on delete cascade, start integer not null, vector blob not null,
  primary key (revision, start)
) strict, without rowid;

create table searches (name text primary key, words text not null, options text not null, saved text not null) strict;
"""

INDEXES = """
create index articles_day on articles (published_day);
create index articles_publisher on articles (publisher);
create index addresses_article on addresses (article);
create index quotes_revision on quotes (revision);
create index quotes_speaker on quotes (speaker);
create index quotes_affiliation on quotes (affiliation) where affiliation is not null;
create index claims_revision on claims (revision, sentence_start);
create index claims_id on claims (id);
create index claims_symbol on claims (symbol);
create index claims_metric on claims (metric);
create index claims_same on claims (symbol, metric, period_to) where period_to is not null;
create index claims_verdict on claims (verdict);
create index claims_high on claims (high);
create index claims_speaker on claims (attributed_to) where attributed_to is not null;
create index claims_modality on claims (modality) where modality <> 'asserted';
create index claims_quote on claims (quote) where quote is not null;
create index claim_names_claim on claim_names (claim);
create index checks_chart on checks (chart) where chart is not null;
create index reviews_claim on reviews (claim);
create index reviews_article on reviews (article);
"""

# What Datasette and sqlite-utils look for is content="table"; other quotes they do not see.
WORDS = {
    "claims": ("sentence", "subject", "attributed_to", "title"),
    "quotes": ("text", "speaker", "affiliation"),
    "revisions": ("title", "text"),
}
KEYS = {"claims": "key", "quotes": "key", "revisions": "id"}


def word_index(table: str) -> str:
    """The full-text table of `table`, and the trigger that takes a deleted row out of it, whoever deletes it."""
    columns, key = ", ".join(WORDS[table]), KEYS[table]
    old = ", ".join(f"old.{name}" for name in WORDS[table])
    return f"""
create virtual table {table}_fts using fts5 ({columns}, content="{table}", content_rowid="{key}",
  tokenize="porter unicode61 remove_diacritics 2");
create trigger {table}_deleted after delete on {table} begin
  insert into {table}_fts ({table}_fts, rowid, {columns}) values ('delete', old.{key}, {old});
end;
"""


VIEWS = """
create view latest_revision as
select a.id as article, r.id as revision, a.title, a.publisher, a.published_day, a.published, a.verdict, a.url,
  a.language,
  r.saved, r.text
from articles a join revisions r on r.id = a.revision;

create view claims_with_verdicts as
select c.key, c.id, c.article, a.title, a.publisher, c.published_day, c.sentence, c.text, c.subject, c.symbol,
  c.metric,
  c.direction, c.low, c.high, c.unit, c.hedge, c.period_from, c.period_to, c.since, c.modality, c.attributed_to,
  c.checkable,
  c.verdict, k.certainty, k.code, coalesce(k.reason, c.reason) as reason, k.computed, k.computed_day, k.claimed_low,
  k.claimed_high, k.base_date, k.as_of, k.formula, k.rule, k.decided, k.provider,
  (select outcome from reviews v where v.claim = c.id order by v.id desc limit 1) as review, a.url
from claims c join articles a on a.id = c.article left join checks k on k.claim = c.key and k.current = 1
where c.latest = 1;

create view entities_in_articles as
select e.name, e.symbol, e.label, e.text, e.start, e."end", a.id as article, a.title, a.publisher, a.published_day
from entities e join articles a on a.revision = e.revision;

create view quantities_in_articles as
select q.text, q.kind, q.low, q.high, q.unit, q.currency, q.hedge, q.per, q.direction, q.start, q."end",
  a.id as article, a.title, a.publisher, a.published_day
from quantities q join articles a on a.revision = q.revision;

create view quotes_by_speaker as
select speaker, max(affiliation) as affiliation, count(*) as quotes, count(distinct article) as articles,
  min(published_day) as first_day, max(published_day) as last_day
from quotes where latest = 1 and speaker is not null group by speaker;

create view claims_by_symbol as
select symbol, max(subject) as subject, count(*) as claims, sum(verdict is 'supported') as supported,
  sum(verdict is 'imprecise') as imprecise, sum(verdict is 'contradicted') as contradicted,
  sum(verdict is 'not_checkable') as not_checkable, count(distinct article) as articles,
  min(published_day) as first_day,
  max(published_day) as last_day
from claims where latest = 1 and symbol is not null group by symbol;

create view disagreements as
select a.symbol, a.subject, a.metric, a.unit, a.period_from, a.period_to, a.direction as direction, a.low as low,
  b.direction as other_direction, b.low as other_low, a.text, b.text as other_text, a.verdict,
  b.verdict as other_verdict,
  a.article, b.article as other_article, a.published_day, b.published_day as other_published_day, a.id as claim,
  b.id as other_claim
from claims a join claims b on b.symbol = a.symbol and b.metric = a.metric and b.key > a.key
where a.latest = 1 and b.latest = 1 and b.article <> a.article and b.unit is a.unit and b.versus is a.versus
  and b.period_from is a.period_from and b.period_to = a.period_to and b.field is a.field
  and a.checkable = 1 and b.checkable = 1 and a.modality = 'asserted' and b.modality = 'asserted'
  and coalesce(json_extract(a.times, '$[0].source'), '') <> 'default'  -- no words say when: another hour, perhaps
  and coalesce(json_extract(b.times, '$[0].source'), '') <> 'default'
  and a.low is not null and b.low is not null
  and ((a.direction is not null and b.direction is not null and a.direction <> b.direction and a.low > 0 and b.low > 0)
    or a.plausible_high < b.plausible_low or b.plausible_high < a.plausible_low);
"""
