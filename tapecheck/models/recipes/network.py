"""The network that is trained: MiniLM with four heads, and the untouched MiniLM that teaches the embedding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tapecheck.models.bundle import EMBEDDING, ENDS, HEADS, NAMES, PARTS
from tapecheck.models.encoder import VALUES
from tapecheck.models.words import SHAPES

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def read_encoder(backbone: Path, types: int, dropout: float, layers: int | None = None) -> Any:
    """The backbone as a BertModel with so many token types, each with the weights of the backbone's first.

    With `layers` it has its first so many alone.
    """
    from safetensors.torch import load_file
    from transformers import BertConfig, BertModel

    config = BertConfig.from_pretrained(backbone, type_vocab_size=types, attn_implementation="eager")
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
    state = {k.removeprefix("bert."): v for k, v in load_file(backbone / "model.safetensors").items()}
    kinds = state["embeddings.token_type_embeddings.weight"]
    state["embeddings.token_type_embeddings.weight"] = kinds[:1].repeat(types, 1)
    state = {k: v for k, v in state.items() if not k.startswith("pooler.") and not k.endswith("position_ids")}
    if layers is not None:
        later = tuple(f"encoder.layer.{n}." for n in range(layers, config.num_hidden_layers))
        state = {k: v for k, v in state.items() if not k.startswith(later)}
        config.num_hidden_layers = layers
    encoder = BertModel(config, add_pooling_layer=False)
    missing, unexpected = encoder.load_state_dict(state, strict=False)
    if unexpected or [m for m in missing if not m.endswith("position_ids")]:
        raise SystemExit(f"{backbone}: not the encoder that the recipe means ({missing}, {unexpected})")
    return encoder


def pool(hidden: Any, mask: Any) -> Any:
    """The mean over each text's pieces."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1)


def build(backbone: Path, dropout: float = 0.1, layers: int | None = None) -> Any:
    """The encoder with its heads; BERT's two token types become our four shapes of words.

    It returns the heads' answers in the order of HEADS: logits [texts, pieces, values], the embedding [texts, width].
    """
    import torch

    encoder = read_encoder(backbone, SHAPES, dropout, layers)
    width = encoder.config.hidden_size

    class Tagger(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.dropout = torch.nn.Dropout(dropout)
            self.heads = torch.nn.ModuleDict({h: torch.nn.Linear(width, VALUES[h]) for h in (NAMES, PARTS, ENDS)})
            self.heads[EMBEDDING] = torch.nn.Linear(width, width)
            with torch.no_grad():  # the backbone's own embedding, to begin with
                self.heads[EMBEDDING].weight.copy_(torch.eye(width))
                self.heads[EMBEDDING].bias.zero_()

        def hidden(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            """The encoder's last layer [texts, pieces, width]."""
            return self.encoder(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state

        def answer(self, hidden: Any, attention_mask: Any) -> tuple[Any, ...]:
            """What the heads say of the encoder's last layer."""
            pooled = self.heads[EMBEDDING](pool(hidden, attention_mask))
            dropped = self.dropout(hidden)
            words = (self.heads[head](dropped) for head in HEADS[:3])
            return (*words, torch.nn.functional.normalize(pooled, dim=-1))

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> tuple[Any, ...]:
            return self.answer(self.hidden(input_ids, attention_mask, token_type_ids), attention_mask)

    return Tagger()


class Teacher:
    """The backbone as it came: texts to unit vectors, the mean over their pieces."""

    def __init__(self, backbone: Path, device: str, longest: int = 256) -> None:
        """Load it once; texts are cut at `longest` pieces, as its makers do."""
        self._model = read_encoder(backbone, 1, 0.0).to(device).eval()
        self._tokenizer = open_plain_tokenizer(backbone)
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(longest)
        self._device = device

    def embed(self, texts: list[str]) -> Any:
        """Texts as a tensor [texts, width] on the device, without gradients."""
        import torch

        coded = self._tokenizer.encode_batch(texts)
        ids, mask = (
            torch.tensor([getattr(c, key) for c in coded], device=self._device) for key in ("ids", "attention_mask")
        )
        with torch.no_grad():
            hidden = self._model(
                input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
            ).last_hidden_state
            return torch.nn.functional.normalize(pool(hidden, mask), dim=-1)


def open_plain_tokenizer(backbone: Path) -> Any:
    """The backbone's tokenizer without padding and truncation, which the reader does itself."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(backbone / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
