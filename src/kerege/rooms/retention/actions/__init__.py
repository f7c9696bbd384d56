"""Door for writing: justifying anew, bringing a review forward, the parties' rules, the node's clock."""

from kerege.rooms.retention.actions.clock import let_lapse
from kerege.rooms.retention.actions.refusals import UnableToReviewError
from kerege.rooms.retention.actions.reviewing import bring_forward, justify, set_rule

__all__ = ["UnableToReviewError", "bring_forward", "justify", "let_lapse", "set_rule"]
