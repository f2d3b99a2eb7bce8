module queue

go 1.23
