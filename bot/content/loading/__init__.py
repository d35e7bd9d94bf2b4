"""Reading content files: values with their lines, checked all or nothing."""
