"""Whether people find each other, and stay with who they found."""
