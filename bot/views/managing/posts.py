"""What someone works as and where, in one line: as managers read it, and each person of themself."""

from bot.content.people import People
from bot.domain.privacy.visible_to_managers import VisiblePost
from bot.views.parts import escape


def post_in_words(post: VisiblePost, lists: People) -> str:
    """Profession, career stage, department and site, as far as they are known; empty where none is."""
    stage = lists.career_stages.get(post.career_stage or "", "")
    known = (
        lists.professions.get(post.profession or ""),
        stage.partition(": ")[0],
        lists.departments.get(post.department or ""),
        post.site,
    )
    return " · ".join(escape(one) for one in known if one)
