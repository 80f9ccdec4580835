"""Click in the reader's language: help pages, option types and usage errors from the catalogue."""

import os
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from planner.text import DEFAULT, LANGUAGES, Language, text

VARIABLE: Final = "VIDNOVA_LANG"


def asked_for(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Language:
    """The language that the arguments ask for last, else VIDNOVA_LANG, else Ukrainian."""
    asked = [environment.get(VARIABLE, "")]
    for word, following in zip(arguments, [*arguments[1:], ""], strict=False):
        if word == "--":
            break
        if word == "--lang":
            asked.append(following)
        elif word.startswith("--lang="):
            asked.append(word.removeprefix("--lang="))
    return next(
        (known for word in reversed(asked) for known in LANGUAGES if word == known), DEFAULT
    )


class OneOf(click.ParamType):  # type: ignore[type-arg]
    """One of a few words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.name = "|".join(words)
        self._words = tuple(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The words themselves."""
        return f"[{self.name}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a usage error that names the words allowed."""
        if value not in self._words:
            words = ", ".join(self._words)
            self.fail(text("cli.usage.one_of", words=words), param, ctx)
        return str(value)


class Number(click.ParamType):  # type: ignore[type-arg]
    """A finite number between limits; whole where asked for."""

    def __init__(self, *, least: float, most: float, whole: bool = False) -> None:
        self.name = "N" if whole else "X"
        self._least, self._most, self._whole = least, most, whole

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float | int:
        """The number, or a usage error that names the limits."""
        try:
            number = int(value) if self._whole else float(value)
        except ValueError:
            number = float("nan")
        if not self._least <= number <= self._most:
            key = "cli.usage.whole" if self._whole else "cli.usage.number"
            limits = {"least": self._shown(self._least), "most": self._shown(self._most)}
            self.fail(text(key, **limits), param, ctx)
        return number

    def _shown(self, limit: float) -> str:
        return str(int(limit)) if limit == int(limit) else f"{limit:g}"


class Percent(Number):
    """A number of per cent between limits, with its sign or without; handed over as a part of 1."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The part, or a usage error that names the limits."""
        words = str(value).strip().removesuffix("%").strip().replace(",", ".")
        return super().convert(words, param, ctx) / 100.0


class Aimed(click.ParamType):  # type: ignore[type-arg]
    """A figure and the share of it that is asked for, `homes=60%`; handed over as a part of 1."""

    name = "FIGURE=SHARE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Both of them."""
        if isinstance(value, tuple):
            return value
        figure, equals, share = str(value).partition("=")
        if not equals or not figure.strip():
            self.fail(text("cli.usage.target"), param, ctx)
        return figure.strip(), Percent(least=0.0, most=100.0).convert(share, param, ctx)


class Traded(click.ParamType):  # type: ignore[type-arg]
    """Two figures, the second traded for the first, `heritage=residents_back`."""

    name = "FIGURE=FIGURE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Both of them."""
        if isinstance(value, tuple):
            return value
        first, _, second = (part.strip() for part in str(value).partition("="))
        if not first or not second or first == second:
            self.fail(text("cli.usage.trade"), param, ctx)
        return first, second


class Rated(click.ParamType):  # type: ignore[type-arg]
    """A criterion and how much its whole swing matters, `homes=80`."""

    name = "CRITERION=NUMBER"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        """Both of them."""
        if isinstance(value, tuple):
            return value
        criterion, _, rating = (part.strip() for part in str(value).partition("="))
        if not criterion:
            self.fail(text("cli.usage.swing"), param, ctx)
        return criterion, float(Number(least=0, most=100).convert(rating, param, ctx))


class Ordered(click.ParamType):  # type: ignore[type-arg]
    """Criteria from the most important on, equal ones joined: `homes,heritage=safety,renewal`."""

    name = "CRITERION,CRITERION"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[tuple[str, ...], ...]:
        """Those of each place."""
        if isinstance(value, tuple):
            return value
        places = [[name.strip() for name in place.split("=")] for place in str(value).split(",")]
        if not all(name for place in places for name in place):
            self.fail(text("cli.usage.order"), param, ctx)
        return tuple(map(tuple, places))


class Paired(click.ParamType):  # type: ignore[type-arg]
    """Two criteria and how many times as much the first matters, `homes/renewal=3`."""

    name = "CRITERION/CRITERION=NUMBER"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str, float]:
        """All three."""
        if isinstance(value, tuple):
            return value
        both, _, ratio = str(value).partition("=")
        one, _, other = (part.strip() for part in both.partition("/"))
        if not one or not other or one == other:
            self.fail(text("cli.usage.pair"), param, ctx)
        return one, other, float(Number(least=1 / 9, most=9).convert(ratio.strip(), param, ctx))


class Spoken(click.Command):
    """A command whose help page and usage errors follow the language."""

    def __init__(self, **extra: Any) -> None:
        options = text("cli.help.options_place")
        super().__init__(**{**extra, "options_metavar": options, "add_help_option": False})
        self.params.append(_help_option())
        self.context_settings = {**self.context_settings, "allow_extra_args": True}

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help page."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        prefix = text("cli.help.usage") + " "
        formatter.write_usage(ctx.command_path, pieces, prefix=prefix)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options with their meaning."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [option.get_help_record(ctx) for option in options]
        with formatter.section(text("cli.help.options")):
            formatter.write_dl([record for record in records if record is not None])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; words that no argument takes are an error."""
        if ctx.args:
            words = " ".join(ctx.args)
            raise click.UsageError(text("cli.usage.extra", words=words), ctx)
        return super().invoke(ctx)


class SpokenGroup(Spoken, click.Group):
    """The group of commands, in the language of its help page."""

    invoke = click.Group.invoke

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands, each with the first sentence of its help."""
        super().format_options(ctx, formatter)
        with formatter.section(text("cli.help.commands")):
            formatter.write_dl(
                [(name, command.short_help or "") for name, command in self.commands.items()]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of use."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named, or a usage error that names them all."""
        if args[0] not in self.commands:
            names = ", ".join(self.commands)
            words = text("cli.usage.no_command", word=args[0], names=names)
            raise click.UsageError(words, ctx)
        return super().resolve_command(ctx, args)


def _help_option() -> click.Option:
    def show(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
        if asked:
            click.echo(ctx.get_help())
            ctx.exit()

    return click.Option(
        ["--help"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help=text("cli.help.help"),
    )


def usage_words(error: click.UsageError) -> str:
    """What is wrong with the command line, in the language."""
    if isinstance(error, click.NoSuchOption):
        return text("cli.usage.no_option", name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return text("cli.usage.option_value", name=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return text("cli.usage.missing", name=error.param.human_readable_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        name = error.param.opts[0] if error.param.opts else error.param.human_readable_name
        return text("cli.usage.bad_value", name=name, message=error.message)
    return error.message
