"""What is given up for what: value against money, one figure against another, point by point."""
