"""Reading what people write: YAML files into checked models, and pydantic's refusals in Japanese."""
