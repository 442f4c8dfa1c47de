"""What can be wrong with a telemetry set-up; all of it is found at start."""


class TelemetryError(Exception):
    """Telemetry was asked for in a way that cannot be met."""

    code = "TELEMETRY_ERROR"


class LogLevelUnknown(TelemetryError):
    """The name is none of the levels that logging knows."""

    code = "LOG_LEVEL_UNKNOWN"

    def __init__(self, level: str) -> None:
        super().__init__(f"log level {level!r} is unknown; use DEBUG, INFO, WARNING, ERROR or CRITICAL")
        self.level = level


class TracingNotPossible(TelemetryError):
    """An endpoint was given, and no exporter can be made for it."""

    code = "TRACING_NOT_POSSIBLE"

    def __init__(self, endpoint: str, *, reason: str) -> None:
        super().__init__(f"cannot export traces to {endpoint!r}: {reason}")
        self.endpoint, self.reason = endpoint, reason


class SampleRatioOutOfRange(TelemetryError):
    """A share of traces lies between nothing and everything."""

    code = "SAMPLE_RATIO_OUT_OF_RANGE"

    def __init__(self, ratio: float) -> None:
        super().__init__(f"sample ratio {ratio} is out of range; use a number from 0 (none) to 1 (all)")
        self.ratio = ratio


class LabelUnknown(TelemetryError):
    """A metric was defined with a label whose values nobody has bounded."""

    code = "LABEL_UNKNOWN"

    def __init__(self, metric: str, label: str) -> None:
        super().__init__(f"metric {metric} has the label {label!r}; give it a rule in metrics/labels.py first")
        self.metric, self.label = metric, label


class LabelCountWrong(TelemetryError):
    """A metric was asked for with more or fewer values than it has labels."""

    code = "LABEL_COUNT_WRONG"

    def __init__(self, metric: str, labels: tuple[str, ...], values: tuple[str, ...]) -> None:
        super().__init__(f"metric {metric} has the labels {labels}, got {len(values)} values")
        self.metric, self.labels, self.values = metric, labels, values


class CheckNameTaken(TelemetryError):
    """Two health checks would answer under one name."""

    code = "CHECK_NAME_TAKEN"

    def __init__(self, name: str) -> None:
        super().__init__(f"a health check named {name!r} exists already; choose another name")
        self.name = name


class SettingNotANumber(TelemetryError):
    """A setting that should be a number is none."""

    code = "SETTING_NOT_A_NUMBER"

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name} is {text!r}; write a number such as 0.1")
        self.name, self.text = name, text
