"""What the projector does: project, rebuild, verify."""
