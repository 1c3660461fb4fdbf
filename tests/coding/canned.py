"""What a language model might answer about three articles of the example corpus: mostly right, and wrong in the ways that models are."""

import json

ANSWERS = {
    "Border town falls": [  # words of the article that the answer is about
        ("date", "Friday", {"date_edtf": "2021-03-12", "date_basis": "relative"}),
        (
            "event_report",
            "lost the border town",
            {
                "event_type": "COERCE",
                "event_mode": "seize",
                "modality": "actual",
                "recipient": ["army of Marovia"],
                "place": "Tamrit",
                "date": "Friday",
            },
        ),
        (
            "event_report",
            "accused",
            {"event_type": "ACCUSE", "event_mode": "allege", "modality": "actual", "actor": ["government"], "recipient": ["Ostrana"]},
        ),
        ("figure", "about 20 miles", {"value_low": "20", "value_high": "20", "bound": "approximate", "unit": "mile", "figure_type": "distance"}),
        (
            "figure",
            "At least 40",
            {"value_low": 40, "bound": "at_least", "unit": "person", "figure_type": "killed", "measures": "people", "attributed_to": "Petra Olm"},
        ),
        ("figure", "At least 400", {"value_low": "400", "bound": "at_least", "unit": "person", "figure_type": "wounded"}),  # no such figure
        (
            "quote",
            "We will take back every street, and we will do it soon",
            {"quote_type": "direct", "speaker": "Anton Verel", "speaker_text": "President Anton Verel", "cue": "told", "stance": "promise"},
        ),
        (
            "quote",
            "The enemy will be thrown back across the border",  # nobody says it
            {"quote_type": "direct", "speaker": "Anton Verel", "stance": "promise"},
        ),
        ("quote", "it had armed anyone", {"quote_type": "indirect", "speaker": "Ostrana", "cue": "denied", "stance": "deny"}),
        (
            "event_report",
            "armed",
            {"event_type": "AID", "modality": "denied", "actor": ["Ostrana"], "recipient": ["rebels"], "claimed_by": "Ostrana"},
        ),
        (
            "quote",
            "the claims were “a fairy tale for bedtime”",  # the article has straight marks
            {"quote_type": "indirect", "speaker": "Tomas Hale", "speaker_text": "Mr Hale", "cue": "added", "stance": "deny"},
        ),
    ],
    "Rebels take Tamrit": [
        ("event_report", "captured", {"event_type": "COERCE", "event_mode": "seize", "modality": "alleged", "actor": ["Rebel fighters"]}),
        ("figure", "130", {"value_low": "130", "value_high": "130", "bound": "exact", "unit": "prisoner", "figure_type": "detained"}),
        (
            "quote",
            "Our hands are clean. Our border is closed",  # two reports of one denial, mixed up
            {"quote_type": "direct", "speaker": "Tomas Hale", "speaker_text": "Hale", "cue": "told", "stance": "deny"},
        ),
    ],
    "Ceasefire talks postponed": [
        (
            "quote",
            "Nobody is shooting tonight, and that is already something",
            {"quote_type": "direct", "speaker": "Lidia Brandt", "speaker_text": "Brandt", "cue": "said", "stance": "assert"},
        ),
        ("quote", "I have seen no evidence of that.", {"quote_type": "direct", "speaker": "Lidia Brandt", "cue": "said", "stanse": "deny"}),
        ("statement", "the war could spread to the coast", {"speaker": "Lidia Brandt"}),
        ("figure", "40", {"value_low": "40", "value_high": "40", "bound": "exact", "unit": "person", "figure_type": "killed"}),
    ],
}


def answer(prompt: str) -> str:
    """The answer to a prompt in langextract's own raw format."""
    coded = next((each for words, each in ANSWERS.items() if words in prompt), [])
    found = [{kind: words, f"{kind}_attributes": attributes} for kind, words, attributes in coded]
    return f"```json\n{json.dumps({'extractions': found}, ensure_ascii=False)}\n```"
