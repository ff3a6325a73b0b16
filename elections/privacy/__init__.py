"""What protects the people in the record: keys changed, data erased when its time is over, incidents told in time."""
