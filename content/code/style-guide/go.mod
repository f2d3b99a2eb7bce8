module example.com/percentile

go 1.23
