"""Room R7, bulletins: products composed from the rooms below and released by the desk that composed them.

Records: Edition. A draft is a recipe (week, what is left out, who agreed, foreword) that is composed anew under the
eyes of whoever looks; a released edition is frozen, signed, and carries the join of its sources' terms.
"""
