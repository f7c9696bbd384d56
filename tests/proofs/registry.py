"""The register of the proofs: sizes, what each shows, what it does not, and the tests that run its code small."""

from typing import Final

from tests.access import test_law
from tests.proofs import doors, erase, functions, fuzz, journal, killed, law, policies, triggers, worlds
from tests.proofs.proof import Proof, listed

PROOFS: Final = listed(
    [
        Proof(
            "differential",
            "Four forms of the law agree",
            20_000,
            10_000_000,
            "In random worlds of parties, hats, agreements, suspensions and labels, `decide` in Python, "
            "`held_labels()` and "
            "`held_findings()` in SQL, the row policies, and an oracle written apart give each viewer the same "
            "labels.",
            "Nothing of whether a room puts the right label on a row, nor that all four were not misread alike "
            "from the law.",
            "tests/access/test_policy_differential.py",
            law.differential,
            law.CELLS,
            share=3,
        ),
        Proof(
            "exhaustive",
            "Every combination of the vocabulary is answered",
            len(test_law.SITUATIONS),
            len(test_law.SITUATIONS),
            "Default deny, forbid before allow, no content for administrators and auditors, classified content never "
            "carried, the order of rules without effect: in every combination of role, purpose, class, part, level, "
            "relation and shield, for every act.",
            "Combinations of several conditions on one record at once: these are drawn, not exhausted, by `tighten`.",
            "tests/access/test_law.py",
            law.exhaustive,
        ),
        Proof(
            "tighten",
            "No step ever widens",
            10_000,
            1_000_000,
            "Along random chains of conditions, handling codes, levels, expiries, suspensions, shields and forbidden "
            "parties, no act becomes easier than it was a step before.",
            "Chains that pass through import and export files: these are tested for their own rooms.",
            "tests/access/test_law.py",
            law.tighten,
        ),
        Proof(
            "law-mutants",
            "Every condition of the law matters",
            1,
            1,
            "Each single condition of the judging functions taken out changes an answer that the oracle gives.",
            "Mutants of two conditions at once, and of constants.",
            "tests/access/test_mutants.py",
            law.mutants,
        ),
        Proof(
            "sql-mutants",
            "Every condition of the law in SQL matters",
            12,
            10**6,
            "Each condition taken out of the functions on which every row policy stands (whose the signed context is, "
            "which audiences, parties and labels a viewer holds, what he may find) changes an answer that the oracle "
            "gives, or lets a forged context in; at full size all of them, below a sample by the seed.",
            "Functions of single rooms (`triggers` is about those that triggers call); conditions of two at once.",
            "tests/access/test_policy_differential.py, tests/proofs/test_proofs.py",
            functions.function_mutants,
        ),
        Proof(
            "twins",
            "What is hidden leaves no trace",
            14,
            100_000,
            "Two nodes that differ in records of mode none or silent, in closed parties, kept units and planted bait "
            "answer a viewer byte for byte the same: pages, API, lists, exports, checks, inboxes, errors, ids, "
            "order.",
            "Time (see `timing` tests), numbers of bytes on the wire below the answer, and channels outside the node.",
            "tests/access/test_twin_worlds.py",
            worlds.twin_worlds,
            share=5,
        ),
        Proof(
            "ids",
            "A guessed id and a real one answer alike",
            7,
            7,
            "Every address of pages and API with an id: a stranger gets the same bytes for an id of what he may "
            "not see "
            "and for one that leads nowhere, also under a parent of his own.",
            "Ids in bodies of requests: these are tested in their rooms.",
            "tests/access/test_id_sweep.py",
            worlds.id_sweep,
        ),
        Proof(
            "endpoints",
            "A missing check on any door is noticed",
            1,
            1,
            "On each page and operation its check is taken out, and its act is left unnamed: both are noticed, "
            "by a list "
            "of doors that stands apart from the code and by every role that does not do the act.",
            "Checks inside rooms, which stand behind the doors: `policies` and the tests of rooms are about these.",
            "tests/access/test_doors.py",
            doors.endpoint_mutants,
        ),
        Proof(
            "policies",
            "An opened row policy is noticed",
            40,
            policies.WHOLE,
            "Each clause of each row policy for reading, adding, changing and removing, opened to everybody, and "
            "without each of the conditions that it joins, changes what some officer of the cast, an "
            "administrator of the owner's agency, or somebody without a signed viewer, sees, adds, changes or "
            "removes by raw SQL; where a trigger looks at a row before its policy does and hides the fault, also "
            "with the trigger off. At full size all of them, below a sample by the seed.",
            "Tables that the stage leaves empty.",
            "tests/access/test_matrix.py, tests/access/test_powers.py",
            policies.policy_mutants,
        ),
        Proof(
            "triggers",
            "Every trigger matters",
            8,
            policies.WHOLE,
            "Each trigger made idle, and each condition taken out of its function, changes what some statement of the "
            "scenes answers or leaves behind when it is sent as it stands, by another officer (every role at the "
            "caller's desk, the cast, the node, nobody) or with one value replaced. At full size all of them, below a "
            "sample by the seed of what the scenes notice.",
            "What is listed as not noticed; that the answer as it stands is right: the rooms' tests are about this; "
            "functions of the rooms that no trigger calls; conditions of two at once.",
            "tests/proofs/test_proofs.py",
            triggers.trigger_mutants,
        ),
        Proof(
            "served",
            "Nothing is served that is not logged",
            60,
            100_000,
            "Every address that writes a leaf answers 503 without content once the journal takes no leaf.",
            "A process killed between the leaf and the answer leaves a leaf of something that was not served.",
            "tests/web/test_unwritable_journal.py",
            doors.log_before_serve,
            share=1,
        ),
        Proof(
            "tamper",
            "A bent journal is found",
            2_000,
            journal.WHOLE,
            "Flipped bits in every column of a journal of 1,000 leaves, in what owners were told, in the kept "
            "hashes and in "
            "signed heads are found; at full size every single bit of them.",
            "A node that writes from the start what is not true; a leaf removed in the second before it has a "
            "position.",
            "tests/rooms/journal/test_tree.py, tests/kernel/test_merkle.py",
            journal.tamper,
        ),
        Proof(
            "erase",
            "What was erased is nowhere",
            1_000,
            10_000,
            "Strings planted in every place where words about a person stand are found before and not after "
            "erasure: in no row of any table, no file of the node, no bank of a killed screening, no byte of tables, "
            "indexes and statistics once they are written anew (`kerege free-erased`), no backup made after it, none "
            "made before it that the newest key book opens; the journal stays whole.",
            "The write-ahead log, free space of a disk, copies of the database's files; texts that do not hang on the "
            "record, which their own clock forgets (tests of `test_words.py`).",
            "tests/rooms/retention/test_planted.py, tests/rooms/retention/test_words.py",
            erase.erase,
            erase.CELLS,
            whole=True,
        ),
        Proof(
            "fuzz",
            "Damaged input breaks no parser",
            2_000,
            1_000_000,
            "Every parser of texts, documents and files that come from outside, given known ones that were cut, "
            "doubled, turned over, replaced and strewn with what trips parsers up, answers or refuses in its own "
            "words; none breaks, hangs or dies.",
            "That what it answers is right: the parsers' own tests are about this. Readers of pictures, PDF, "
            "packages and columns may refuse by any error, since they run in a box.",
            "tests/fuzz/test_parsers.py, tests/proofs/test_proofs.py",
            fuzz.fuzz,
        ),
        Proof(
            "killed",
            "A kill loses nothing and doubles nothing",
            40,
            1_000,
            "A process that imports a file, checks, checks what was just reported, or sends and answers a request "
            "between two states is killed by signal 9 before or after any statement or commit, or at any instant; what "
            "is done then (the same import, the worker's round, the step that is left) may be killed too. In the end "
            "every table has the rows, and every counter the sum, of the same act done once without a kill; of a check "
            "and of a report nothing may stand instead, where nobody was told that it is kept. The journal is whole.",
            "Loss of power, where the disk forgets what it said it had written; a kill of the database server; an "
            "exchange between two nodes: there is none yet, the two states are on one.",
            "tests/proofs/test_proofs.py, tests/rooms/intake/test_importing.py",
            killed.killed,
            killed.CELLS,
            share=2,
        ),
    ]
)
