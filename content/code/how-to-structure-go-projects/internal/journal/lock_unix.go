//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package journal

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock takes the file for this Store until it is closed. The kernel gives
// it back when the process dies, so no stale lock is left behind.
func lock(file *os.File) error {
	err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrInUse
	}
	if err != nil {
		return fmt.Errorf("flock: %w", err)
	}
	return nil
}

// syncDir makes the names in a folder survive a crash of the machine.
func syncDir(dir string, sync func(*os.File) error) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(sync(file), file.Close())
}
