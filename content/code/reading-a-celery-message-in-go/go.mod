module example.com/celerymsg

go 1.27
