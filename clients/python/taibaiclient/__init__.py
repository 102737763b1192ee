"""OpenStackClient plugin for Taibai."""
