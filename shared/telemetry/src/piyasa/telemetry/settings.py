"""What a service's environment may say about its telemetry."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from piyasa.telemetry.errors import SettingNotANumber

_LEVEL: Final = ("PIYASA_LOG_LEVEL", "LOG_LEVEL")
_ENDPOINT: Final = ("PIYASA_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOL: Final = ("PIYASA_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_RATIO: Final = ("PIYASA_TRACE_RATIO", "OTEL_TRACES_SAMPLER_ARG")


@dataclass(frozen=True, slots=True)
class TelemetrySettings:
    """Values for `configure`; `sample_ratio` is a share from 0 to 1, `export_every` is in seconds."""

    log_level: str = "INFO"
    otlp_endpoint: str | None = None
    otlp_protocol: str | None = None
    sample_ratio: float = 0.1
    instance: str = ""
    export_every: float = 2.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], *, instance: str = "") -> "TelemetrySettings":
        """Read `PIYASA_*` names first, then the well-known ones; empty counts as not set.

        Raises:
            SettingNotANumber: the sample ratio is no number.
        """
        ratio, text = _first(environment, _RATIO)
        try:
            share = float(text) if text else cls().sample_ratio
        except ValueError as error:
            raise SettingNotANumber(ratio, text) from error
        return cls(
            log_level=_first(environment, _LEVEL)[1] or "INFO",
            otlp_endpoint=_first(environment, _ENDPOINT)[1] or None,
            otlp_protocol=_first(environment, _PROTOCOL)[1] or None,
            sample_ratio=share,
            instance=instance,
        )


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str]:
    for name in names:
        if text := environment.get(name, "").strip():
            return name, text
    return names[0], ""
