"""What tables are declared with: types, columns, keys. `analysis.dictionary` holds the tables."""

# Pandera reads the annotations at run time, so no postponed evaluation here.
from typing import Annotated, Any, TypeAlias

import pandas as pd
import pandera.pandas as pa

Text: TypeAlias = Annotated[pd.StringDtype, "python", pd.NA]  # Arrow's strings cannot hold half of a surrogate pair
Whole: TypeAlias = pd.Int64Dtype
Real: TypeAlias = pd.Float64Dtype


def column(meaning: str, **checks: Any) -> Any:
    """One column: its meaning, whether it may be missing (`nullable`), the values allowed (`isin`)."""
    return pa.Field(description=meaning, **checks)


def key(meaning: str, **checks: Any) -> Any:
    """One column of those that together identify a row."""
    return pa.Field(description=meaning, metadata={"key": True}, **checks)


class Table(pa.DataFrameModel):
    """What all tables have in common: no column more or less, dtypes as declared."""

    class Config:
        """Pandera's settings."""

        strict = True
        coerce = True
