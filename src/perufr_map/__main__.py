"""Run the command line with ``python -m perufr_map``."""

from perufr_map.cli import main

main(prog_name="perufr-map")
