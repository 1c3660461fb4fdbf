"""A corpus coded in shards: pieces of it go to workers, codings come to disk in parts and are found again by what they were made of."""
