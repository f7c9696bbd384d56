"""A contract type for import-linter: a room is entered by its doors alone."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomDoors(Contract):
    """Outside a room only the room itself (its name and docstring) and its doors may be imported."""

    rooms = fields.StringField()
    doors = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Collect every import that passes by a door."""
        found = [
            (importer, imported)
            for imported in sorted(graph.find_descendants(str(self.rooms)))
            for importer in sorted(graph.find_modules_that_directly_import(imported))
            if self._passes_by(importer, imported)
        ]
        places = [
            (importer, imported, place["line_number"])
            for importer, imported in found
            for place in graph.get_import_details(importer=importer, imported=imported)
        ]
        return ContractCheck(kept=not found, metadata={"places": places})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each such import with its line."""
        for importer, imported, line in check.metadata["places"]:
            output.print_error(f"- {importer} (line {line}) imports {imported}: use the room's queries or actions")

    def _passes_by(self, importer: str, imported: str) -> bool:
        prefix = f"{self.rooms}."
        room, _, inside = imported.removeprefix(prefix).partition(".")
        own = importer == prefix + room or importer.startswith(f"{prefix}{room}.")
        return bool(inside) and not own and inside.partition(".")[0] not in self.doors  # type: ignore[operator]
