"""What somebody is in a program, inside a sentence."""

from bot.domain.joining.enrolments import Role

JOINED_AS = {
    Role.MENTEE: "a mentee",
    Role.MENTOR: "a mentor",
    Role.BOTH: "a mentee and a mentor",
    Role.PEER: "a peer",
    Role.HOST: "a host",
}
