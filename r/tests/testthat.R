library(testthat)
library(tidings)

test_check("tidings")
