"""What one session holds, asks and waits for."""
