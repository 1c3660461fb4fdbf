"""Cells and tables as CSV."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings import contract
from tidings.cells import cell
from tidings.publish.csv_files import table_bytes


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), (True, "TRUE"), (False, "FALSE"), (145.0, "145"), (0.1, "0.1"), (1e22, "1e+22"), (-2.5, "-2.5"), ("NA", "NA"), (7, "7")],
)
def test_cells(value, text):
    assert cell(value) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_name_comes_back_as_it_went_in(name):
    table = contract.tables()["actor_names"]
    row = {"actor_id": "a", "name": name, "name_type": "primary", "n_mentions": 1, "n_articles": 1}
    data = table_bytes(table, [row]).decode("utf-8")
    assert next(csv.DictReader(io.StringIO(data, newline="")))["name"] == name


def test_a_row_with_other_columns_is_refused():
    with pytest.raises(ValueError, match="actor_names"):
        table_bytes(contract.tables()["actor_names"], [{"actor_id": "a"}])
