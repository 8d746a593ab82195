package vigilar.cli;

import picocli.CommandLine;

import java.time.Duration;
import java.util.regex.Pattern;

/// A time span as people type it: `30s`, `10m`, `2h`, `1d`.
final class HowLong implements CommandLine.ITypeConverter<Duration> {
    private static final Pattern SHAPE = Pattern.compile("([1-9][0-9]{0,4})([smhd])");

    @Override
    public Duration convert(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            throw new CommandLine.TypeConversionException(
                    "expected a time such as 30s, 10m, 2h or 1d, found '" + text + "'");
        }
        var number = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
