"""The field cases, area by area (`nox -s field`): what users of other tools complain of does not go wrong here. Format: `field_cases.py`."""

from __future__ import annotations

from typing import Any

import pytest
from field_cases import areas, cases, failures

ALL = [pytest.param(area, case, id=f"{area}:{case['id']}") for area in areas() for case in cases(area)]


@pytest.mark.parametrize(("area", "case"), ALL)
def test_field(area: str, case: dict[str, Any]) -> None:
    failed = failures(area, case)
    assert not failed, f"{case['kind']} (see {case['source']})\n  {case['text']}\n  " + "\n  ".join(failed)


@pytest.mark.parametrize("area", areas())
def test_cases_are_well_formed(area: str) -> None:
    seen = [case["id"] for case in cases(area)]
    assert len(seen) == len(set(seen))
    for case in cases(area):
        assert {"id", "kind", "source", "text", "published", "expect"} <= set(case)
        assert case["source"].startswith("https://")
        assert case["expect"]
