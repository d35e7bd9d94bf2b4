"""The questions of waves: what an answer costs, what counting costs, and the page of what people said."""
