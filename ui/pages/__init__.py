"""The screens, one thin file each."""
