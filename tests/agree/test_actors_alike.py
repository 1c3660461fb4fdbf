"""Under which id somebody goes is no disagreement; whom the words name is."""

from tidings.agree import actors_alike

ARTICLES = {"a", "b"}


def mention(start, actor, article="a"):
    return {"mention_id": f"{article}:m:{start}", "article_id": article, "start": start, "end": start + 4, "actor_id": actor}


def alike(ours, theirs, a_names=(), b_names=()):
    """Of mentions that go side by side; names as pairs of id and name."""
    sides = [
        {"mentions": rows, "actors": [{"actor_id": id_, "name": name} for id_, name in names]} for rows, names in ((ours, a_names), (theirs, b_names))
    ]
    return actors_alike.ids_alike(*sides, list(zip(ours, theirs, strict=True)), "actors", "actor_id", ARTICLES)


def test_ids_that_the_same_words_name_are_one():
    same = alike([mention(0, "spies.a"), mention(9, "x")], [mention(0, "danish-spies"), mention(9, "y")])
    assert same("spies.a", "danish-spies")
    assert not same("spies.a", "y")


def test_one_pronoun_read_otherwise_does_not_make_two_men_one():
    ours = [mention(n, "youssef-karani") for n in range(4)] + [mention(40 + n, "hale") for n in range(3)]
    theirs = [mention(n, "karani") for n in range(4)] + [mention(40, "karani")] + [mention(41 + n, "tomas-hale") for n in range(2)]
    same = alike(ours, theirs)
    assert same("youssef-karani", "karani")
    assert same("hale", "tomas-hale")
    assert not same("hale", "karani")


def test_ids_that_both_coders_know_are_what_they_are():
    ours, theirs = [mention(0, "karani"), mention(9, "hale")], [mention(0, "hale"), mention(9, "karani")]
    assert not alike(ours, theirs)("karani", "hale")


def test_an_identical_printed_name_makes_ids_one_unless_they_belong_to_two_articles():
    same = alike([], [], [("u-n", "United Nations"), ("officials.a", "officials")], [("un", "United Nations"), ("officials.b", "officials")])
    assert same("u-n", "un")
    assert not same("officials.a", "officials.b")


def test_nobody_is_not_somebody():
    same = alike([], [])
    assert same(None, None)
    assert not same(None, "hale")


def test_sides_agree_when_each_has_its_like_in_the_other():
    same = actors_alike.sides_alike(alike([mention(0, "rebels.a")], [mention(0, "the-rebels")]))
    assert same(("ostrana", "rebels.a"), ("ostrana", "the-rebels"))
    assert not same(("ostrana", "rebels.a"), ("the-rebels",))
    assert not same(None, ("the-rebels",))


def test_values_that_agree_are_one_category_and_others_stay_apart():
    scale = actors_alike.one_scale([("x", "y"), ("y", "z"), ("x", "z")], [True, True, False])
    assert scale[0][0] == scale[0][1] == scale[1][1]
    assert scale[2][0] != scale[2][1]
