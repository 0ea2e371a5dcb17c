"""Creations and their authors' shares; scope decisions, adoption, replication, property, quotas."""

from phongtrao.recognition.models.adoption import Adoption, AdoptionFigure, IpAsset, Replication
from phongtrao.recognition.models.certificates import ShareCertificate
from phongtrao.recognition.models.creations import (
    Creation,
    CreationFile,
    CreationShare,
    SavedCreation,
)
from phongtrao.recognition.models.decisions import DecisionLine, RecognitionDecision
from phongtrao.recognition.models.quotas import Quota
from phongtrao.recognition.models.scopes import Objection, ScopeRecognition, ScopeRequest

__all__ = [
    "Adoption",
    "AdoptionFigure",
    "Creation",
    "CreationFile",
    "CreationShare",
    "DecisionLine",
    "IpAsset",
    "Objection",
    "Quota",
    "RecognitionDecision",
    "Replication",
    "SavedCreation",
    "ScopeRecognition",
    "ScopeRequest",
    "ShareCertificate",
]
