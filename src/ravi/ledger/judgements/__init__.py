"""What people decide: of links between claims, and of single claims."""
