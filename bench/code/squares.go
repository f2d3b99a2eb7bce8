package main

import (
	"fmt"
	"sync"
)

func main() {
	var wait sync.WaitGroup
	results := make(chan int, 4321)
	for i := 0; i < 4321; i++ {
		wait.Add(1)
		go func(n int) {
			defer wait.Done()
			results <- n * n // the work
		}(i)
	}
	wait.Wait()
	close(results)
	fmt.Println(len(results))
}
