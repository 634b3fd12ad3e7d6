"""Whatever a study's texts hold, and however many rows it has, no file of it does harm."""

from __future__ import annotations

import csv
import io
import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pyogrio
import pytest
import yaml
from hypothesis import given

import perufr_map as pm
from hostile import studies, texts
from hostile.studies import mutated_files
from perufr_map.formulas import disarm_text
from perufr_map.problems import StudyError
from perufr_map.study.checks import examine
from perufr_map.study.tables import StudyTables
