"""What a planner's desk does without a page: settings, searches in worker processes, history."""
