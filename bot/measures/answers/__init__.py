"""What people say when they are asked."""
