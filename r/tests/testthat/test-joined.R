test_that("every quote is there once, with its speaker", {
  quotes <- tidings_load("quotes")
  joined <- quotes_with_speakers()
  expect_setequal(joined$quote_id, quotes$quote_id)
  expect_identical(nrow(joined), nrow(quotes))
  expect_identical(is.na(joined$speaker_name), is.na(joined$speaker_actor_id))
  peskov <- joined[which(joined$speaker_name == "Dmitry Peskov"), ]
  expect_true(all(peskov$speaker_type == "person"))
})

test_that("every event is there, once for each of its actors", {
  events <- tidings_load("events")
  sides <- tidings_load("event_actors")
  joined <- events_with_actors()
  expect_setequal(joined$event_id, events$event_id)
  expect_identical(nrow(joined), nrow(sides) + sum(!events$event_id %in% sides$event_id))
  expect_identical(is.na(joined$actor_name), is.na(joined$role))
  expect_identical(is.na(joined$place_name), is.na(joined$place_id))
})
