module example.com/bank/gokit

go 1.27

require (
	example.com/bank v0.0.0
	github.com/go-kit/kit v0.10.0
	golang.org/x/time v0.3.0
)

require github.com/go-logfmt/logfmt v0.5.0 // indirect

replace example.com/bank => ../
