"""What goes wrong when Valhalla is asked."""


class ValhallaTrouble(Exception):
    """Valhalla cannot be asked, or answers what nobody understands."""


class ValhallaRefusal(ValhallaTrouble):
    """Valhalla works, but has no answer to this question: no street or no way, for instance."""
