"""What stands beside the list: contest, crews, schedule, spending, forced decisions, progress."""
