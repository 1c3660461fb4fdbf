#' Quotes with their speakers
#'
#' Every quote with its speaker's name, type and country, the name of who passed it on, and its article: the table `quotes` joined with
#' `actors` and `articles`, in the order of the text.
#'
#' @inheritParams tidings_load
#' @return A data frame with a row a quote: the columns of `quotes`, then `speaker_name`, `speaker_type`, `speaker_country`, `via_name`,
#'   `outlet`, `title` and `published`.
#' @examples
#' quotes <- quotes_with_speakers()
#' denials <- quotes[quotes$stance == "deny", c("outlet", "speaker_name", "quote_text")]
#' head(denials)
#' @export
quotes_with_speakers <- function(package = NULL) {
  quotes <- tidings_load("quotes", package)
  actors <- tidings_load("actors", package)
  articles <- tidings_load("articles", package)
  speaker <- match(quotes$speaker_actor_id, actors$actor_id)
  article <- match(quotes$article_id, articles$article_id)
  quotes$speaker_name <- actors$name[speaker]
  quotes$speaker_type <- actors$actor_type[speaker]
  quotes$speaker_country <- actors$country[speaker]
  quotes$via_name <- actors$name[match(quotes$via_actor_id, actors$actor_id)]
  quotes[c("outlet", "title", "published")] <- articles[article, c("outlet", "title", "published")]
  quotes[order(quotes$article_id, quotes$start, quotes$end, method = "radix"), ]
}

#' Events with their actors
#'
#' Every event with those who take part in it and where it happened: the table `events` joined with `event_actors`, `actors` and `places`.
#' An event with several actors has a row for each, so rows are not to be counted as events; an event that nobody is named for has one row.
#'
#' @inheritParams tidings_load
#' @return A data frame with a row an event, an actor and its role: the columns of `events`, then `place_name`, `place_country`, `lat`,
#'   `lon`, `role`, `actor_id`, `actor_name`, `actor_type` and `actor_country`.
#' @examples
#' events <- events_with_actors()
#' haftar <- events[which(events$actor_name == "Khalifa Haftar"), c("date_edtf", "label", "role", "status")]
#' head(haftar)
#' @export
events_with_actors <- function(package = NULL) {
  events <- tidings_load("events", package)
  sides <- tidings_load("event_actors", package)
  actors <- tidings_load("actors", package)
  places <- tidings_load("places", package)
  place <- match(events$place_id, places$place_id)
  events$place_name <- places$name[place]
  events$place_country <- places$country[place]
  events[c("lat", "lon")] <- places[place, c("lat", "lon")]
  nobody <- setdiff(events$event_id, sides$event_id)
  event <- c(match(sides$event_id, events$event_id), match(nobody, events$event_id))
  side <- c(seq_len(nrow(sides)), rep(NA_integer_, length(nobody)))
  joined <- events[event, ]
  joined[c("role", "actor_id")] <- sides[side, c("role", "actor_id")]
  actor <- match(joined$actor_id, actors$actor_id)
  joined$actor_name <- actors$name[actor]
  joined$actor_type <- actors$actor_type[actor]
  joined$actor_country <- actors$country[actor]
  joined <- joined[order(joined$event_id, joined$actor_id, joined$role, method = "radix"), ]
  row.names(joined) <- NULL
  joined
}
