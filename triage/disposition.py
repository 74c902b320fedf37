"""The five dispositions, in order of urgency."""

from __future__ import annotations

import enum


class Disposition(str, enum.Enum):
    """Where a person is led. The value is the content of the slot ``disposition``."""

    SELF_CARE = "self_care"
    SEE_DOCTOR = "see_doctor"
    URGENT = "urgent"
    EMERGENCY = "emergency"
    EMERGENCY_AMBULANCE = "emergency_ambulance"

    @property
    def urgency(self) -> int:
        """0 for self-care up to 4 for an ambulance."""
        return list(Disposition).index(self)

    @property
    def interrupts(self) -> bool:
        """Whether it must be said at once, before anything else the person asked or was asked."""
        return self.urgency >= Disposition.URGENT.urgency


def most_urgent(dispositions: list[Disposition]) -> Disposition | None:
    """The most urgent of them, or None of none: one flag is enough, flags are never added up."""
    return max(dispositions, key=lambda each: each.urgency, default=None)
