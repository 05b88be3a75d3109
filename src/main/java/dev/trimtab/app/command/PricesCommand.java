package dev.trimtab.app.command;

import dev.trimtab.app.prices.PriceImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// Keeps the price book.
@Command(
    name = "prices",
    description = "Keep the price book of LLM tokens.",
    footer = {
      "",
      "Example: trimtab prices import --format genai-prices data.json --out config/prices/public.yaml"
    })
final class PricesCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "Missing a command. Maybe try: trimtab prices import --format genai-prices data.json");
  }

  /// Makes a public price map into a price book's file.
  @Command(
      name = "import",
      description = {
        "Make a public price map (genai-prices, litellm, langfuse; plain or gzipped) into a price book,",
        "and list what could not be taken. Name the file in llm.prices: of several, a later one wins."
      },
      footer = {
        "",
        "Example: trimtab prices import --format genai-prices data.json --out config/prices/public.yaml"
      })
  static final class ImportCommand implements Callable<Integer> {
    @Mixin private final Session session;

    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--format",
        required = true,
        paramLabel = "FORMAT",
        converter = FormatConverter.class,
        description = "genai-prices, litellm or langfuse")
    private PriceImport.@Nullable Format format;

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description = "write the book there; without it, only tell what it would hold")
    private @Nullable Path out;

    @Parameters(paramLabel = "FILE", description = "the public map")
    private @Nullable Path file;

    ImportCommand(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      var from = Objects.requireNonNull(file);
      if (!Files.isReadable(from)) {
        throw wrong("FILE (%s) is not there, or may not be read".formatted(from));
      }
      try {
        var book = PriceImport.read(Objects.requireNonNull(format), from);
        session.print(
            new Table(
                List.of("model", "reason", "message"),
                book.left().stream()
                    .map(left -> List.of(left.subject(), left.reason(), left.message()))
                    .toList()));
        if (session.output() == Table.Format.table) {
          session.say(written(book));
        } else {
          written(book);
        }
        return Exit.DONE;
      } catch (IllegalArgumentException e) {
        throw wrong(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String written(PriceImport.Imported book) throws IOException {
      var told =
          "%,d models are priced; %,d prices were left out."
              .formatted(book.models(), book.left().size());
      if (out == null) {
        return told + " Nothing was written: give --out";
      }
      return PriceImport.write(book, out)
          ? told + " Written to " + out + ": name it in llm.prices"
          : told + " " + out + " is as it was.";
    }

    private ParameterException wrong(String message) {
      return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
  }

  static final class FormatConverter implements ITypeConverter<PriceImport.Format> {
    @Override
    public PriceImport.Format convert(String text) {
      for (var format : PriceImport.Format.values()) {
        if (format.name().replace('_', '-').equals(text.toUpperCase(Locale.ROOT))) {
          return format;
        }
      }
      throw new TypeConversionException("(" + text + ") must be genai-prices, litellm or langfuse");
    }
  }
}
