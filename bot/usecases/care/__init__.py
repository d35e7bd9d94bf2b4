"""Care for mentors: who they can turn to, advice, their load, and a statement of their hours."""
