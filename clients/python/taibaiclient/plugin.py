"""What OpenStackClient asks of a plugin."""

from osc_lib import utils

from taibaiclient.client import Client

DEFAULT_API_VERSION = "1"
API_NAME = "taibai"
API_VERSION_OPTION = "os_taibai_api_version"
API_VERSIONS = {"1": "taibaiclient.client.Client"}


def make_client(instance):
    instance.setup_auth()
    return Client(
        instance.session,
        region_name=instance.region_name,
        interface=instance.interface,
    )


def build_option_parser(parser):
    parser.add_argument(
        "--os-taibai-api-version",
        metavar="<taibai-api-version>",
        default=utils.env("OS_TAIBAI_API_VERSION", default=DEFAULT_API_VERSION),
        help="Version of Taibai's own API, default=1 (Env: OS_TAIBAI_API_VERSION)",
    )
    return parser
