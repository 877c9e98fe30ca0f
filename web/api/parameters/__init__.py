"""What the API accepts: how a parameter is declared and read, and those that several share."""

from web.api.parameters.parameter import Given, Parameter, Schema, by_name, read_given

__all__ = ["Given", "Parameter", "Schema", "by_name", "read_given"]
