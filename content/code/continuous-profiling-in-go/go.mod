module tally

go 1.27
