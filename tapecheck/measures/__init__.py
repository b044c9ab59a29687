"""What is computed from market data alone, and knows nothing of claims: series, moves, indicators, figures."""
