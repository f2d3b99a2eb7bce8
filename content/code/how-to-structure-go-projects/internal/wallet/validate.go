package wallet

import (
	"fmt"
	"unicode/utf8"
)

const maxID = 128

// Validate returns ErrInvalid unless the account has an ID of 1 to 128 bytes
// of UTF-8. IDs are compared byte by byte.
func (a Account) Validate() error {
	return validateID("an account", a.ID)
}

// Validate returns ErrInvalid unless the transfer has an ID, two accounts
// and a positive amount.
func (t Transfer) Validate() error {
	if err := validateID("a transfer", t.ID); err != nil {
		return err
	}
	for _, id := range []string{t.From, t.To} {
		if err := validateID("an account", id); err != nil {
			return err
		}
	}
	if t.From == t.To {
		return fmt.Errorf("%w: %q cannot pay itself", ErrInvalid, t.From)
	}
	if t.Amount <= 0 {
		return fmt.Errorf("%w: amount %d is not positive", ErrInvalid, t.Amount)
	}
	return nil
}

// An ID that is not UTF-8 would be changed by the first encoder on its way,
// and might come back as the ID of somebody else.
func validateID(what, id string) error {
	if id == "" || len(id) > maxID || !utf8.ValidString(id) {
		return fmt.Errorf("%w: the id of %s is 1 to %d bytes of UTF-8", ErrInvalid, what, maxID)
	}
	return nil
}
