"""What people can ask for and offer, and what guides may be about."""

from bot.content.loading.fields import ContentModel, Ids, Labels


class TopicFile(ContentModel):
    """`guide_only` are topics a guide may have and nobody is matched on."""

    topics: Labels
    guide_only: Ids
