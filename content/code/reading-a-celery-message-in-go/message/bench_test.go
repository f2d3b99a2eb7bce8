package message

import "testing"

func BenchmarkDecode(b *testing.B) {
	for _, name := range []string{"v1-plain", "v2-plain", "v2-gzip", "long-argument"} {
		raw := recorded(b, name)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decode(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkBind(b *testing.B) {
	task := decoded(b, "v2-plain")
	b.ReportAllocs()
	for b.Loop() {
		var p addParams
		if err := task.Bind(&p, "a", "b"); err != nil {
			b.Fatal(err)
		}
	}
}
