"""When a claim is about: the times that its words admit, likeliest first, each with its source.

`clock` knows sessions and calendars. `resolve` asks the resolvers in order: `own` (the words of the figure), `base`
(what a change is counted from), `units` ("on the week"), `neighbours` (the figure, the clause or the head beside it)
and `paragraph` (the sentence before, a heading, the headline). `dated` knows periods that are no claim's time.
"""
